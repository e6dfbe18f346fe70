import type { MailBlock, MailCard, MailChange, MailContent } from './mail-content.js';

/** The text part: complete by itself, for programs and people that do not show HTML. */
export function renderMailText(content: MailContent): string {
  const parts = [content.greeting, ...content.blocks.map(blockText), '--'];
  const footer = content.footer.map((line) => (line.url ? `${line.text}: ${line.url}` : line.text));
  return `${[...parts, ...footer].join('\n\n')}\n`;
}

function blockText(block: MailBlock): string {
  switch (block.kind) {
    case 'heading':
      return block.text.toUpperCase();
    case 'paragraph':
      return block.text;
    case 'notice':
      return `ATENCIÓN: ${block.text}`;
    case 'facts':
      return block.rows.map((row) => `${row.label}: ${row.value}`).join('\n');
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'steps':
      return block.items
        .map((item, index) => `${index + 1}. ${oneLine(item.text)} — ${oneLine(item.detail)}`)
        .join('\n');
    case 'quotes':
      return [block.title, ...block.rows.map((row) => `  ${row.label}: «${oneLine(row.text)}»`)].join('\n');
    case 'cards':
      return block.items.map(cardText).join('\n\n');
    case 'changes':
      return block.items.map(changeText).join('\n');
    case 'links':
      return block.items.map((item) => `${item.label}: ${item.url}`).join('\n');
    case 'link':
    case 'button':
      return `${block.label}: ${block.url}`;
  }
}

function cardText(card: MailCard): string {
  const badges = card.badges && card.badges.length > 0 ? `[${card.badges.map(oneLine).join(', ')}] ` : '';
  return [
    `* ${badges}${oneLine(card.title)}`,
    ...card.lines.map((line) => `  ${oneLine(line)}`),
    ...(card.note === undefined ? [] : [`  ATENCIÓN: ${oneLine(card.note)}`]),
    ...(card.reasons && card.reasons.length > 0
      ? [`  Por qué le llega: ${card.reasons.map(oneLine).join('; ')}`]
      : []),
    `  ${card.url}`,
  ].join('\n');
}

function changeText({ text, before, after }: MailChange): string {
  return [
    `- ${oneLine(text)}`,
    ...(before === undefined ? [] : [`  Antes: ${oneLine(before)}`]),
    ...(after === undefined ? [] : [`  Ahora: ${oneLine(after)}`]),
  ].join('\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
