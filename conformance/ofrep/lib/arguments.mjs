// The command line.

export class Usage extends Error {}

export const HELP = `usage: run <base-url> [option...]

  --token T            a token that the server takes, as Bearer and as X-API-Key
  --anonymous          the server also answers without a token
  --flags FILE         which flags to expect (default: flags-expected.json, which fits flags.json)
  --change COMMAND     a shell command that changes the value of the flag in the role "changing"
  --body-limit BYTES   the largest body that the server takes (default 1000000)
  --heartbeat SECONDS  the longest silence of an event stream (default 45)
  --burst N            send up to N requests to be limited by 429; with --limited-token T as that client
  --exclude ID[=WHY]   do not run this check, or those of a group: stream/*
  --only PREFIX        run only the checks whose id begins so
  --timeout SECONDS    for each answer (default 10)
  --list               print the ids of all checks
`

const NUMBERS = ['body-limit', 'heartbeat', 'burst', 'timeout']
const TEXTS = ['token', 'flags', 'change', 'only', 'limited-token']
const SWITCHES = ['anonymous', 'list', 'help']

export function parse(words) {
  const options = {
    base: null, token: null, anonymous: false, flags: null, change: null, bodyLimit: 1000000, heartbeat: 45,
    burst: 0, limitedToken: null, exclude: [], only: '', timeout: 10, list: false, help: words.length === 0
  }
  const rest = [...words]
  while (rest.length > 0) take(options, rest.shift(), rest)
  if (!options.base && !options.help && !options.list) throw new Usage(`No base URL is given.\n\n${HELP}`)
  return options
}

function take(options, word, rest) {
  const name = word.replace(/^--/, '')
  if (!word.startsWith('--')) {
    if (options.base) throw new Usage(`There are two base URLs: ${options.base} and ${word}`)
    options.base = baseUrl(word)
  } else if (SWITCHES.includes(name)) {
    options[name] = true
  } else if (NUMBERS.includes(name)) {
    options[camel(name)] = number(word, value(word, rest))
  } else if (TEXTS.includes(name)) {
    options[camel(name)] = value(word, rest)
  } else if (name === 'exclude') {
    options.exclude.push(value(word, rest))
  } else {
    throw new Usage(`There is no option ${word}.\n\n${HELP}`)
  }
}

function baseUrl(word) {
  if (!/^https?:\/\/[^/]/.test(word)) throw new Usage(`Not a base URL: ${word}; give one such as http://localhost:8016`)
  return word.replace(/\/+$/, '')
}

function value(word, rest) {
  if (rest.length === 0) throw new Usage(`${word} needs a value`)
  return rest.shift()
}

function number(word, text) {
  if (!/^[1-9][0-9]{0,8}$/.test(text)) throw new Usage(`${word} needs a number of 1 or more, not ${text}`)
  return Number(text)
}

const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())
