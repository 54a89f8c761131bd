"use strict";
// Tables sort by the exact values in data-value, not by what is written in the cell; rows without a value stay last.
(() => {
  const valueOf = (row, place) => JSON.parse(row.cells[place].dataset.value);
  const collator = new Intl.Collator(document.documentElement.lang, { sensitivity: "base", numeric: true });
  const compare = (one, other) =>
    typeof one === "number" && typeof other === "number" ? one - other : collator.compare(String(one), String(other));
  const said = document.createElement("p");
  said.className = "skip";
  said.setAttribute("role", "status");
  document.body.append(said);
  for (const button of document.querySelectorAll("button.sort")) {
    button.addEventListener("click", () => {
      const head = button.closest("th");
      const body = head.closest("table").tBodies[0];
      const place = head.cellIndex;
      const numeric = head.classList.contains("number");
      const before = head.getAttribute("aria-sort");
      const falling = before ? before === "ascending" : numeric;
      for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const rows = [...body.rows].map((row) => [valueOf(row, place), row]);
      rows.sort(([one], [other]) => {
        if (one === null || other === null) return (one === null) - (other === null);
        return falling ? compare(other, one) : compare(one, other);
      });
      body.append(...rows.map(([, row]) => row));
      said.textContent = `${button.textContent}: ${falling ? document.body.dataset.sortedDown : document.body.dataset.sortedUp}`;
    });
  }
  document.documentElement.dataset.ready = "true";
})();
