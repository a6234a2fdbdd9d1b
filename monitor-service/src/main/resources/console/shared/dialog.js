// A dialog that says what will happen before it does.
import { html, useEffect, useRef, useState } from './html.js'
import { Refused } from './load.js'
import { notify } from './notice.js'

/**
 * @param {{title: string, verb: string, danger: boolean, needsReason: boolean, asksReason: boolean,
 *     act: function({reason: string}): Promise<string>, close: function(): void}} props act gives what to tell when it is done
 */
export function Confirmation({ title, verb, danger, needsReason, asksReason = true, act, close, ready = true, children }) {
  const dialog = useRef(null)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState(null)
  useEffect(() => {
    dialog.current.showModal()
  }, [])

  const submit = async event => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      const told = await act({ reason: reason.trim() })
      notify(told ?? 'Done.')
      close()
    } catch (refused) {
      setProblem(refused)
      setBusy(false)
    }
  }

  return html`<dialog ref=${dialog} class="dialog" aria-labelledby="dialog-title" onClose=${close}
      onClick=${event => event.target === dialog.current && dialog.current.close()}>
    <form onSubmit=${submit}>
      <h2 id="dialog-title">${title}</h2>
      <div class="dialog-body">${children}</div>
      ${asksReason && html`<label class="field">
        <span>Reason${needsReason ? '' : ' (optional)'}</span>
        <input type="text" name="reason" maxlength="500" autocomplete="off" required=${needsReason} value=${reason}
          onInput=${event => setReason(event.target.value)} />
        <small>It stands on the timeline, beside your name.</small>
      </label>`}
      <${Refused} problem=${problem} />
      <div class="dialog-buttons">
        <button type="button" onClick=${() => dialog.current.close()}>Leave it as it is</button>
        <button type="submit" class=${danger ? 'danger' : 'primary'} disabled=${busy || !ready}>${busy ? 'Working …' : verb}</button>
      </div>
    </form>
  </dialog>`
}
