// The way in: a token for a cookie that scripts cannot read.
import { html, useEffect, useRef, useState } from '../shared/html.js'
import { json } from '../shared/api.js'

export function SignIn({ signedIn }) {
  const [token, setToken] = useState('')
  const [problem, setProblem] = useState(null)
  const [busy, setBusy] = useState(false)
  const field = useRef(null)
  useEffect(() => {
    document.title = 'Sign in · Aviary'
    field.current.focus()
  }, [])

  const submit = async event => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      signedIn(await json('POST', 'session', { body: { token: token.trim() } }))
    } catch (refused) {
      setProblem(refused)
      setBusy(false)
      field.current.focus()
    }
  }

  return html`<main class="sign-in" id="main">
    <form class="card" onSubmit=${submit}>
      <p class="brand"><img src="/console/assets/icon.svg" alt="" width="28" height="28" />Aviary</p>
      <h1>Sign in</h1>
      <label class="field"><span>Token</span>
        <input ref=${field} type="password" name="token" required autocomplete="current-password" spellcheck="false" value=${token}
          aria-describedby="token-help" aria-invalid=${problem ? 'true' : undefined} onInput=${event => setToken(event.target.value)} />
      </label>
      <p id="token-help" class="quiet">One that an owner gave you, or the admin token: <code>AVIARY_ADMIN_TOKEN</code> in
        <code>.aviary/<i>instance</i>/secrets.env</code>.</p>
      ${problem && html`<p class="problem" role="alert">${told(problem)}</p>`}
      <button class="primary" disabled=${busy}>${busy ? 'Signing in …' : 'Sign in'}</button>
    </form>
  </main>`
}

function told(problem) {
  if (problem.status === 401) return 'Nobody has this token. Look whether all of it was pasted.'
  if (problem.status === 429) return `Too many tries. The next one counts in ${problem.retryAfter || 60} s.`
  return problem.message
}
