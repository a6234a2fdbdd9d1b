// Reads a description of an HTTP API (OpenAPI 3.0): its operations, and what a reference in it stands for.

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

/** What a value is, or what its reference stands for. */
export function resolved(description, value) {
  const reference = value?.$ref
  if (!reference) return value
  const found = reference.replace('#/', '').split('/').reduce((at, name) => at?.[name], description)
  return { ...found, named: reference.split('/').pop() }
}

/** Each operation with its method and path, in the order of the paths. */
export function operations(description) {
  return Object.entries(description.paths).flatMap(([path, item]) => METHODS.filter(method => item[method]).map(method => ({
    ...item[method],
    method: method.toUpperCase(),
    path,
    parameters: (item[method].parameters ?? []).map(each => resolved(description, each)),
    requestBody: resolved(description, item[method].requestBody),
    responses: Object.entries(item[method].responses).map(([status, answer]) => [status, resolved(description, answer)]),
  }))).sort((one, other) => one.path.localeCompare(other.path) || METHODS.indexOf(one.method.toLowerCase()) - METHODS.indexOf(other.method.toLowerCase()))
}

/** The permitted call of the console for an operation, or undefined. A variable may have another name there. */
export function callOf(calls, service, operation) {
  const form = path => path.replace(/\{[^}]+\}/g, '{}')
  return calls.find(each => each.service === service && each.method === operation.method && form(each.pattern) === form(operation.path))
}

/** A schema as a line: its type, limits and meaning. */
export function outline(schema) {
  if (!schema) return ''
  const type = schema.enum ? schema.enum.join(' | ') : [schema.type, schema.format].filter(Boolean).join(', ')
  const range = [schema.minimum !== undefined && `from ${schema.minimum}`, schema.maximum !== undefined && `to ${schema.maximum}`,
    schema.minLength !== undefined && `${schema.minLength} characters or more`,
    schema.maxLength !== undefined && `${schema.maxLength} characters at most`,
    schema.pattern && `matches ${schema.pattern}`, schema.default !== undefined && `default ${JSON.stringify(schema.default)}`]
  return [type || 'any', ...range.filter(Boolean)].join('; ')
}

/** An example of a body: the one that is described, or one that is made of the schema. */
export function exampleOf(description, media) {
  if (media.example !== undefined) return media.example
  const [first] = Object.values(media.examples ?? {})
  return first ? first.value : made(description, media.schema, 0)
}

const DEPTH = 4

function made(description, given, depth) {
  const schema = resolved(description, given)
  if (!schema || depth > DEPTH) return {}
  if (schema.example !== undefined) return schema.example
  if (schema.default !== undefined) return schema.default
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf ?? schema.oneOf) return made(description, (schema.anyOf ?? schema.oneOf)[0], depth)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map(each => made(description, each, depth)))
  if (schema.type === 'array') return [made(description, schema.items, depth + 1)]
  if (schema.type === 'object' || schema.properties) {
    const wanted = schema.required ?? Object.keys(schema.properties ?? {})
    return Object.fromEntries(wanted.filter(name => schema.properties?.[name]).map(name => [name, made(description, schema.properties[name], depth + 1)]))
  }
  return { integer: schema.minimum ?? 0, number: schema.minimum ?? 0, boolean: false }[schema.type] ?? ''
}
