/** @file A long name, cut in the middle where space is short, whole on hover. Renderer. */

/** The end of a name tells more than its middle: numbers and the ending stand there. */
const keptEnd = 10;

export function MiddleCut({ text, title = text }: { readonly text: string; readonly title?: string }) {
  const letters = Array.from(text);
  return (
    <span className="middle-cut" title={title}>
      {/* The two parts would be read with a pause between them, in the middle of a word. */}
      <span className="for-screen-readers">{text}</span>
      <span className="middle-cut-start" aria-hidden="true">
        {letters.slice(0, -keptEnd).join('')}
      </span>
      <span className="middle-cut-end" aria-hidden="true">
        {letters.slice(-keptEnd).join('')}
      </span>
    </span>
  );
}
