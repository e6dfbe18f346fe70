import { describe, expect, it } from '@jest/globals';
import type { ThemeFacts } from '../facts.js';
import { NEAR_TOPIC } from '../fit/weights.js';
import { TopicGraph } from './topic-graph.js';

const theme = (code: string, parent: string | null = null, generic = false): ThemeFacts => ({
  code,
  nameEs: code,
  parent,
  generic,
  crsCategories: [],
  sdgs: [],
});

const themes = [
  theme('ambiente'),
  theme('residuos-solidos', 'ambiente'),
  theme('bosques', 'ambiente'),
  theme('agua-potable'),
  theme('saneamiento'),
  theme('desarrollo-local', null, true),
  theme('desarrollo-rural', 'desarrollo-local'),
  theme('economia-local', 'desarrollo-local'),
];
const graph = new TopicGraph(new Map(themes.map((one) => [one.code, one])));

describe('topics near a topic', () => {
  it('are its parts, its whole, the other parts and those that usually go with it, each with its share', () => {
    expect(graph.near('ambiente').get('bosques')).toBe(NEAR_TOPIC.narrower);
    expect(graph.near('bosques').get('ambiente')).toBe(NEAR_TOPIC.broader);
    expect(graph.near('bosques').get('residuos-solidos')).toBe(NEAR_TOPIC.sibling);
    expect(graph.near('agua-potable').get('saneamiento')).toBe(NEAR_TOPIC.related);
  });

  it('go both ways and never lead to the topic itself', () => {
    for (const { code } of themes) {
      expect(graph.near(code).has(code)).toBe(false);
      for (const near of graph.near(code).keys()) expect(graph.near(near).has(code)).toBe(true);
    }
  });

  it('count once, at the highest share, when two ways lead there', () => {
    expect(graph.near('residuos-solidos').get('ambiente')).toBe(
      Math.max(NEAR_TOPIC.broader, NEAR_TOPIC.related),
    );
  });

  it('leave general topics out: they are near nothing and bring nothing together', () => {
    expect([...graph.near('desarrollo-local')]).toEqual([]);
    expect(graph.near('desarrollo-rural').has('desarrollo-local')).toBe(false);
    expect(graph.near('desarrollo-rural').has('economia-local')).toBe(false);
  });

  it('of an unknown topic are none', () => {
    expect([...graph.near('astronomia')]).toEqual([]);
  });

  it('may be reached through a competence, with the norm that says so', () => {
    expect(graph.indirect.get('movilidad-humana')).toBe('grupos-de-atencion-prioritaria');
    expect(graph.indirectNorm).toMatch(/Constitución/);
  });
});
