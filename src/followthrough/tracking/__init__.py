"""From what documents say and a forge holds to the plan that brings the forge into step. All of it is pure."""
