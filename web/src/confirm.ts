// `[data-confirm="question"]` on a form or on its button: asks before anything is sent.

export function start(): void {
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target as HTMLFormElement;
      const question = event.submitter?.dataset["confirm"] ?? form.dataset["confirm"];
      if (question === undefined || window.confirm(question)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
}
