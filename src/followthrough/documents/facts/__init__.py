"""What a Markdown postmortem tells beside its action items: named topics, and from them facts, texts and timeline."""
