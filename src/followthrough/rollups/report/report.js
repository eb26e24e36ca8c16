
(() => {
  "use strict";
  const form = document.getElementById("filter");
  if (!form) return;
  const rows = [...document.querySelectorAll("[data-item]")];
  const groups = [...document.querySelectorAll("[data-group]")];
  const shown = document.getElementById("shown");
  const fields = [...form.elements].filter((one) => one.tagName === "SELECT");
  const words = form.elements.words;
  const open = new Map(groups.map((one) => [one, one.open]));

  const serves = (row) =>
    fields.every((one) => !one.value || (row.dataset[one.name] ?? "").split("|").includes(one.value)) &&
    row.textContent.toLowerCase().includes(words.value.trim().toLowerCase());

  const apply = () => {
    const all = fields.every((one) => !one.value) && !words.value.trim();
    for (const row of rows) row.hidden = !all && !serves(row);
    for (const group of groups) {
      const left = group.querySelectorAll("[data-item]:not([hidden])").length;
      group.hidden = !all && !left;
      if (group.tagName === "DETAILS") group.open = all ? open.get(group) : left > 0 && !group.id.startsWith("owner");
    }
    const found = document.querySelectorAll("[id^=postmortem-] [data-item]:not([hidden])").length;
    shown.textContent = all ? "" : `${found} ${found === 1 ? "item" : "items"}`;
  };

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  form.hidden = false;
})();
