// `#announce`: what the script says aloud, to readers of screens.

export function announce(text: string): void {
  const place = document.getElementById("announce");
  if (place && text) place.textContent = text;
}
