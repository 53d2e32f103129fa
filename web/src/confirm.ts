// `[data-confirm="question"]` on a form or on its button: asks before anything is sent. The browser's own
// dialog is used, since it speaks the reader's language and works with every aid.

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
