// Writes console/vendor from the packages that package-lock.json pins (npm checks their sha512), as the browser gets them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const modules = new URL('node_modules/', import.meta.url)
export const vendorFolder = new URL('../../monitor-service/src/main/resources/console/vendor/', import.meta.url)

/** File names to contents. Browsers know no bare module names without an import map, which the console's policy refuses. */
export function vendored() {
  const read = path => readFileSync(new URL(path, modules), 'utf8').replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n')
  const version = name => JSON.parse(read(`${name}/package.json`)).version
  const told = name => `/* ${name} ${version(name)}, licence: ${name}.LICENSE */\n`
  return {
    'preact.js': told('preact') + read('preact/dist/preact.mjs'),
    'hooks.js': told('preact') + read('preact/hooks/dist/hooks.mjs').replace(/from\s*"preact"/g, 'from"./preact.js"'),
    'htm.js': told('htm') + read('htm/dist/htm.mjs'),
    'uplot.js': told('uplot') + read('uplot/dist/uPlot.iife.min.js') + '\nexport default uPlot\n',
    'uplot.css': told('uplot') + read('uplot/dist/uPlot.min.css'),
    'preact.LICENSE': read('preact/LICENSE'),
    'htm.LICENSE': read('htm/LICENSE'),
    'uplot.LICENSE': read('uplot/LICENSE'),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(vendorFolder, { recursive: true })
  for (const [name, content] of Object.entries(vendored())) {
    writeFileSync(new URL(name, vendorFolder), content)
  }
}
