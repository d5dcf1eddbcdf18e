"use strict";
(() => {
  const form = document.getElementById("filter");
  const rows = [...document.querySelectorAll(".summary tbody tr")].map((row) => ({
    row,
    part: document.getElementById(row.querySelector("a").hash.slice(1)),
    words: row.textContent.toLowerCase(),
    standing: row.dataset.standing,
  }));

  const filter = () => {
    const standings = new Set([...form.querySelectorAll("input:checked")].map((box) => box.value));
    const words = form.querySelector("input[type=search]").value.trim().toLowerCase();
    let shown = 0;
    for (const one of rows) {
      const matches = standings.has(one.standing) && one.words.includes(words);
      one.row.hidden = !matches;
      one.part.hidden = !matches;
      shown += matches ? 1 : 0;
    }
    form.querySelector("output").textContent = `${shown} of ${rows.length} releases shown`;
  };

  const openTarget = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const release = target && target.closest("details.release");
    if (release) {
      release.open = true;
      target.scrollIntoView({ block: target === release ? "start" : "center" });
    }
  };

  const mark = (place, moves) => {
    const release = place.closest("details.release");
    for (const one of release.querySelectorAll("mark.chosen, a.place.chosen")) {
      one.classList.remove("chosen");
    }
    place.classList.add("chosen");
    const marks = [...release.querySelectorAll("mark")].filter((one) =>
      one.dataset.of.split(" ").includes(place.dataset.value),
    );
    for (const one of marks) {
      one.classList.add("chosen");
    }
    if (marks.length > 0 && moves) {
      const folded = marks[0].closest("details.read");
      if (folded) {
        folded.open = true;
      }
      marks[0].scrollIntoView({ block: "nearest" });
    }
  };

  const placeOf = (event) => event.target instanceof Element && event.target.closest("a.place");

  document.addEventListener("focusin", (event) => {
    const place = placeOf(event);
    if (place) {
      mark(place, false);
    }
  });
  document.addEventListener("click", (event) => {
    const place = placeOf(event);
    if (place) {
      event.preventDefault();
      mark(place, true);
    }
  });

  if (form) {
    let waiting = 0;
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const kind of ["input", "change"]) {
      form.addEventListener(kind, () => {
        clearTimeout(waiting);
        waiting = setTimeout(filter, 120);
      });
    }
    filter();
  }
  addEventListener("hashchange", openTarget);
  addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details")) {
      one.open = true;
    }
  });
  openTarget();
})();
