// Lets plain Node import the project's TypeScript sources. Jest loads its global setup outside its own
// transform, and the setup starts PostgreSQL with the project's own library.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = new URL('../../', import.meta.url);
const configFile = fileURLToPath(new URL('tsconfig.json', root));
const { compilerOptions } = ts.readConfigFile(configFile, (file) => ts.sys.readFile(file)).config;
const { options } = ts.convertCompilerOptionsFromJson(compilerOptions, fileURLToPath(root));

export function resolve(specifier, context, next) {
  const library = /^@chasqui\/([^/]+)$/.exec(specifier);
  if (library) return next(new URL(`libs/${library[1]}/src/index.ts`, root).href, context);
  if (/^\.{1,2}\/.*\.js$/.test(specifier) && /\.tsx?$/.test(context.parentURL ?? '')) {
    for (const extension of ['.ts', '.tsx']) {
      const url = new URL(specifier.replace(/\.js$/, extension), context.parentURL);
      if (existsSync(url)) return next(url.href, context);
    }
  }
  return next(specifier, context);
}

export function load(url, context, next) {
  if (!/\.tsx?$/.test(url) || url.includes('/node_modules/')) return next(url, context);
  const fileName = fileURLToPath(url);
  const { outputText } = ts.transpileModule(readFileSync(fileName, 'utf8'), {
    fileName,
    compilerOptions: { ...options, module: ts.ModuleKind.ESNext, sourceMap: false, inlineSourceMap: true },
  });
  return { format: 'module', source: outputText, shortCircuit: true };
}
