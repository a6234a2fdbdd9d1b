// The shell: who is signed in, the way between pages, and the page that the address names.
import { html, render, useEffect, useState } from './shared/html.js'
import { get, json, useCsrf, whenSignedOut } from './shared/api.js'
import { Link, go, parts, useAddress } from './shared/router.js'
import { Notices } from './shared/notice.js'
import { useConnected } from './shared/live.js'
import { RoleContext } from './session/role.js'
import { SignIn } from './session/sign-in.js'
import { Tokens } from './session/tokens.js'
import { Overview } from './overview/overview.js'
import { AppPage } from './app/app-page.js'
import { DeploymentPage } from './app/deployment-page.js'
import { Compare } from './app/compare.js'
import { LogsPage } from './logs/logs-page.js'
import { FlagList } from './flags/flag-list.js'
import { FlagPage } from './flags/flag-page.js'
import { Timeline } from './timeline/timeline.js'
import { Later } from './shared/later.js'

const reference = () => import('./reference/reference-page.js').then(module => module.Reference)

function page(path, address) {
  const [first, second, third, fourth] = path
  if (!first) return { title: 'Overview', element: html`<${Overview} />` }
  if (first === 'apps' && second) return appPage(second, third, fourth, address)
  if (first === 'flags' && second) return { title: `${second}, flag`, element: html`<${FlagPage} key=${second} name=${second} />` }
  if (first === 'flags') return { title: 'Flags', element: html`<${FlagList} />` }
  if (first === 'timeline') return { title: 'Timeline', element: html`<${Timeline} address=${address} />` }
  if (first === 'reference') return { title: 'HTTP APIs', element: html`<${Later} load=${reference} key=${second} service=${second} />` }
  if (first === 'access') return { title: 'Access', element: html`<${Tokens} />` }
  return { title: 'No such page', element: html`<h1>No such page</h1><p>The overview is at <${Link} to="">the start</${Link}>.</p>` }
}

function appPage(app, kind, id, address) {
  if (kind === 'logs') return { title: `${app}, logs`, element: html`<${LogsPage} key=${app} app=${app} address=${address} />` }
  if (kind === 'compare') return { title: `${app}, comparison`, element: html`<${Compare} app=${app} address=${address} />` }
  if (kind === 'deployments' && id) {
    return { title: `${app}, deployment`, element: html`<${DeploymentPage} key=${id} app=${app} id=${id} />` }
  }
  return { title: app, element: html`<${AppPage} key=${app} app=${app} />` }
}

const WAYS = [
  ['', 'Overview', path => !path[0] || path[0] === 'apps'],
  ['/flags', 'Flags', path => path[0] === 'flags'],
  ['/timeline', 'Timeline', path => path[0] === 'timeline'],
  ['/reference', 'APIs', path => path[0] === 'reference'],
]

function Console() {
  const [session, setSession] = useState(undefined)
  const signedIn = found => {
    useCsrf(found.csrf)
    setSession(found)
  }
  useEffect(() => {
    whenSignedOut(() => setSession(null))
    get('session').then(signedIn, () => setSession(null))
  }, [])
  if (session === undefined) return null
  if (session === null) return html`<${SignIn} signedIn=${signedIn} /><${Notices} />`
  const signOut = () => json('DELETE', 'session').finally(() => {
    setSession(null)
    go('')
  })
  return html`<${RoleContext.Provider} value=${session.role}><${Shell} session=${session} signOut=${signOut} /></${RoleContext.Provider}>`
}

function Shell({ session, signOut }) {
  const address = useAddress()
  const path = parts(address)
  const { title, element } = page(path, address)
  useEffect(() => {
    document.title = `${title} · Aviary`
  }, [title])
  const ways = session.role === 'owner' ? [...WAYS, ['/access', 'Access', way => way[0] === 'access']] : WAYS
  return html`
    <a class="skip" href="#main">Skip to the page</a>
    <header class="top">
      <${Link} to="" class="brand"><img src="/console/assets/icon.svg" alt="" width="22" height="22" />Aviary</${Link}>
      <nav aria-label="Pages">${ways.map(([to, name, shows]) => html`<${Link} key=${to} to=${to}
        aria-current=${shows(path) ? 'page' : undefined}>${name}</${Link}>`)}</nav>
      <${Connection} />
      <span class="who"><b>${session.name}</b>${session.name === session.role ? '' : html` <span class="quiet">${session.role}</span>`}</span>
      <button class="plain" onClick=${signOut}>Sign out</button>
    </header>
    <main id="main" tabindex="-1">${element}</main>
    <${Notices} />`
}

/** Shown only where a page follows the stream. */
function Connection() {
  const connected = useConnected()
  return html`<span class="connection ${connected ? 'on' : ''}" title=${connected ? 'This page follows what happens' : 'This page is not live'}>
    ${connected ? 'live' : ''}</span>`
}

render(html`<${Console} />`, document.getElementById('console'))
