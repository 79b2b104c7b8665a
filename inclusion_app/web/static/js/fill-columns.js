// <table data-fill-columns>: the first row's menus fill the boxes of their column that are still empty, or that they filled.
export function start(root) {
  for (const table of root.querySelectorAll("[data-fill-columns]")) {
    const [first, ...rows] = table.tBodies[0].rows;
    [...first.querySelectorAll("select")].forEach((menu, index) => {
      const column = rows.map((row) => row.querySelectorAll("select")[index]);
      for (const box of column) box.addEventListener("change", () => delete box.dataset.filled);
      menu.removeAttribute("name"); // what it filled is sent by the boxes themselves
      menu.addEventListener("change", () => {
        for (const box of column) {
          if (box.value && !box.dataset.filled) continue;
          box.value = menu.value;
          if (menu.value) box.dataset.filled = "1";
          else delete box.dataset.filled;
        }
      });
    });
  }
}
