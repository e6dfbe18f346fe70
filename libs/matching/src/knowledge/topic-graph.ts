import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@chasqui/kernel';
import { z } from 'zod';
import type { ThemeFacts } from '../facts.js';
import { NEAR_TOPIC } from '../fit/weights.js';

const shape = z.object({
  source: z.string(),
  related: z.array(z.tuple([z.string(), z.string()])),
  indirect: z.object({
    note: z.string(),
    themes: z.record(z.string(), z.string()),
    norm: z.string(),
    source: z.string(),
  }),
});

/** How near topics are to each other: parts, wholes, neighbours and those that usually go together. */
export class TopicGraph {
  private readonly nearby = new Map<string, ReadonlyMap<string, number>>();
  /** Topics outside every list of competences that are reached through another (priority groups). */
  readonly indirect: ReadonlyMap<string, string>;
  readonly indirectNorm: string;
  /** For the version of the data. */
  readonly relations: unknown;

  constructor(themes: ReadonlyMap<string, ThemeFacts>) {
    const file = join(projectRoot(), 'libs', 'matching', 'data', 'topic-relations.json');
    const relations = shape.parse(JSON.parse(readFileSync(file, 'utf8')));
    this.relations = relations;
    this.indirect = new Map(Object.entries(relations.indirect.themes));
    this.indirectNorm = relations.indirect.norm;
    const related = new Map<string, Set<string>>();
    for (const [a, b] of relations.related) {
      related.set(a, (related.get(a) ?? new Set()).add(b));
      related.set(b, (related.get(b) ?? new Set()).add(a));
    }
    const children = new Map<string, ThemeFacts[]>();
    for (const theme of themes.values()) {
      if (theme.parent !== null) children.set(theme.parent, [...(children.get(theme.parent) ?? []), theme]);
    }
    for (const theme of themes.values()) {
      this.nearby.set(theme.code, nearTo(theme, themes, children, related.get(theme.code) ?? []));
    }
  }

  /** Topics near one, itself left out, each with its share of the weight. General topics are near nothing. */
  near(theme: string): ReadonlyMap<string, number> {
    return this.nearby.get(theme) ?? new Map<string, number>();
  }
}

function nearTo(
  theme: ThemeFacts,
  themes: ReadonlyMap<string, ThemeFacts>,
  children: ReadonlyMap<string, readonly ThemeFacts[]>,
  related: Iterable<string>,
): Map<string, number> {
  const near = new Map<string, number>();
  const add = (code: string, share: number) => {
    if (code === theme.code || themes.get(code)?.generic !== false) return;
    near.set(code, Math.max(share, near.get(code) ?? 0));
  };
  if (theme.generic) return near;
  for (const code of related) add(code, NEAR_TOPIC.related);
  for (const child of children.get(theme.code) ?? []) add(child.code, NEAR_TOPIC.narrower);
  if (theme.parent !== null) {
    add(theme.parent, NEAR_TOPIC.broader);
    for (const sibling of children.get(theme.parent) ?? []) {
      if (themes.get(theme.parent)?.generic === false) add(sibling.code, NEAR_TOPIC.sibling);
    }
  }
  return near;
}
