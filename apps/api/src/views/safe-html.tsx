import { type Block, type Run, safeBlocks } from '@chasqui/calls';
import type { JSX } from 'preact';

/** A description that a stranger wrote, with the little of its look that helps reading. */
export function Description({ text, language }: { text: string; language: string }): JSX.Element {
  return (
    <div lang={language}>
      {safeBlocks(text).map((block) => (
        <BlockView block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }): JSX.Element {
  if (block.kind === 'paragraph') return <p>{block.runs.map(runView)}</p>;
  const items = block.items.map((runs) => <li>{runs.map(runView)}</li>);
  return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

function runView({ text, bold, italic, href }: Run): JSX.Element {
  const lines = text.split('\n').flatMap((line, place) => (place > 0 ? [<br />, line] : [line]));
  const emphasised = italic ? <em>{lines}</em> : <>{lines}</>;
  const strong = bold ? <strong>{emphasised}</strong> : emphasised;
  return href ? (
    <a href={href} rel="nofollow noopener">
      {strong}
    </a>
  ) : (
    strong
  );
}
