import { describe, expect, it } from '@jest/globals';
import { judgeByRobots } from './robots.js';

const judge = (text: string, path: string) => judgeByRobots(text, new URL(path, 'https://ejemplo.org'));

describe('judgeByRobots', () => {
  it.each([
    ['', '/convocatorias', true],
    ['User-agent: *\nDisallow: /', '/convocatorias', false],
    ['User-agent: *\nDisallow: /', '/robots.txt', true],
    ['User-agent: *\nDisallow:', '/convocatorias', true],
    ['User-agent: *\nDisallow: /privado', '/privado/a', false],
    ['User-agent: *\nDisallow: /privado', '/publico', true],
    ['User-agent: *\nDisallow: /\nAllow: /convocatorias', '/convocatorias/1', true],
    ['User-agent: *\nDisallow: /\n\nUser-agent: chasqui\nDisallow: /interno', '/convocatorias', true],
    ['User-agent: *\nAllow: /\n\nUser-agent: Chasqui/1.0\nDisallow: /', '/convocatorias', false],
    ['User-agent: otro\nDisallow: /', '/convocatorias', true],
    ['\uFEFFUser-agent: *\r\nDisallow: /*.pdf$\r\n', '/bases.pdf', false],
    ['\uFEFFUser-agent: *\r\nDisallow: /*.pdf$\r\n', '/bases.pdf?v=2', true],
    ['User-agent: *\nDisallow: /año', '/año/1', false],
    ['<!doctype html><title>Inicio</title>', '/convocatorias', true],
  ])('after %j, %s is allowed: %p', (text, path, allowed) => {
    expect(judge(text, path).allowed).toBe(allowed);
  });

  it.each([
    ['User-agent: *\nCrawl-delay: 10', 10_000],
    ['User-agent: *\nCrawl-delay: 0.5', 500],
    ['User-agent: *\nCrawl-delay: 3600', 60_000],
    ['User-agent: *\nCrawl-delay: -5', 0],
    ['User-agent: *\nCrawl-delay: mucho', 0],
    ['User-agent: otro\nCrawl-delay: 10', 0],
  ])('after %j, waits %p ms', (text, delayMs) => {
    expect(judge(text, '/convocatorias').delayMs).toBe(delayMs);
  });
});
