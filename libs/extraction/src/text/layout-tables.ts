import type { AnyNode, Element } from 'domhandler';
import { isElement, walk } from './html-nodes.js';

interface OpenTable {
  readonly element: Element;
  cells: number;
  hasRow: boolean;
}

/**
 * The tables of a page that only place things side by side: they hold other tables or headings, or never two cells
 * in one row. Their cells are blocks, those of the others are data and stay on one line.
 */
export function layoutTables(root: AnyNode): ReadonlySet<AnyNode> {
  const layout = new Set<AnyNode>();
  const open: OpenTable[] = [];
  walk(root, {
    enter(node) {
      if (!isElement(node)) return true;
      const table = open.at(-1);
      if (node.name === 'table') {
        if (table) layout.add(table.element);
        if (/^(?:presentation|none)$/.test(node.attribs['role'] ?? '')) layout.add(node);
        open.push({ element: node, cells: 0, hasRow: false });
      } else if (!table) return true;
      else if (node.name === 'tr') table.cells = 0;
      else if (node.name === 'td' || node.name === 'th') table.hasRow = ++table.cells > 1 || table.hasRow;
      else if (/^h[1-3]$/.test(node.name)) layout.add(table.element);
      return true;
    },
    leave(node) {
      if (!isElement(node) || node.name !== 'table') return;
      const table = open.pop();
      if (table && !table.hasRow) layout.add(table.element);
    },
  });
  return layout;
}
