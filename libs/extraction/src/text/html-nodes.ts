import type { AnyNode, Element, Text } from 'domhandler';

export function isElement(node: AnyNode): node is Element {
  return 'attribs' in node;
}

export function isText(node: AnyNode): node is Text {
  return node.nodeType === 3;
}

export function firstChild(node: AnyNode): AnyNode | null {
  return 'children' in node ? (node.children[0] ?? null) : null;
}

/** What a walk does where it comes by; `enter` returns false to pass over what is inside. */
export interface Visitor {
  enter(node: AnyNode): boolean;
  leave(node: AnyNode): void;
}

/**
 * Visits a node and everything in it in the order of the document, without recursion, because pages nest as deep as
 * their authors (or attackers) like. A node that was not entered is not left either.
 */
export function walk(root: AnyNode, visitor: Visitor): void {
  let node: AnyNode | null = root;
  while (node) {
    if (visitor.enter(node)) {
      const child = firstChild(node);
      if (child) {
        node = child;
        continue;
      }
      visitor.leave(node);
    }
    while (node && node !== root && !node.next) {
      node = node.parent;
      if (node) visitor.leave(node);
    }
    node = node === root ? null : (node?.next ?? null);
  }
}
