// Evaluates the flags of flags.json, and no others: the rules that they use, by their names.

const RULES = {
  'conformance-targeted': (context) => (context.plan === 'pro' ? 'pro' : null),
  'conformance-nested': (context) => (context.account?.seats > 100 ? 'large' : 'small'),
  'conformance-split': ({ targetingKey = '' }) =>
    [...targetingKey].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 2 === 0 ? 'a' : 'b',
  'conformance-broken': () => 'no-such-variant'
}

export function evaluate(text, key, context, on) {
  const flag = JSON.parse(text).flags[key]
  if (!flag) return { key, errorCode: 'FLAG_NOT_FOUND', errorDetails: 'no such flag' }
  const metadata = flag.metadata ?? {}
  if (flag.state === 'DISABLED') return { key, reason: 'DISABLED', variant: '', metadata }
  const chosen = RULES[key]?.(context)
  const variant = chosen ?? (key === 'conformance-changing' && on ? 'on' : flag.defaultVariant)
  if (variant === null) return { key, reason: 'UNKNOWN', variant: '', metadata }
  if (!(variant in flag.variants)) return { key, errorCode: 'GENERAL', errorDetails: `no variant ${variant}`, metadata }
  const reason = chosen ? 'TARGETING_MATCH' : RULES[key] ? 'UNKNOWN' : 'STATIC'
  return { key, reason, variant, value: flag.variants[variant], metadata }
}
