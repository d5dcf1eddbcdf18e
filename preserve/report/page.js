"use strict";
(() => {
  const form = document.getElementById("filter");
  const groups = [...document.querySelectorAll("details.group")].map((group) => ({
    group,
    lines: [...group.querySelectorAll("li")],
  }));

  const wanted = () => ({
    severities: new Set([...form.querySelectorAll("input:checked")].map((box) => box.value)),
    code: form.querySelector("select").value,
    words: form.querySelector("input[type=search]").value.trim().toLowerCase(),
  });

  const filterGroup = ({ group, lines }, { severities, code, words }) => {
    const admitted =
      severities.has(group.dataset.severity) && (code === "" || code === group.dataset.code);
    const summary = group.querySelector("summary").textContent.toLowerCase();
    const whole = words === "" || summary.includes(words);
    let shown = 0;
    for (const line of lines) {
      const matches = admitted && (whole || line.textContent.toLowerCase().includes(words));
      line.hidden = !matches;
      shown += matches ? 1 : 0;
    }
    group.hidden = shown === 0;
    if (words !== "" && shown > 0) {
      group.open = true;
    }
    return shown;
  };

  const filter = () => {
    const choice = wanted();
    let shown = 0;
    let all = 0;
    for (const one of groups) {
      shown += filterGroup(one, choice);
      all += one.lines.length;
    }
    form.querySelector("output").textContent = `${shown} of ${all} listed findings shown`;
  };

  const openTarget = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) {
      target.open = true;
    }
  };

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
