// What the signed-in role may do. The server checks every call; here it decides which buttons are shown.
import { createContext } from '../vendor/preact.js'
import { useContext } from '../vendor/hooks.js'

const RANKS = { viewer: 0, operator: 1, owner: 2 }

export const ROLES = Object.keys(RANKS)
export const RoleContext = createContext('viewer')

/** Whether the signed-in role is at least this one. */
export function useMay(role) {
  return (RANKS[useContext(RoleContext)] ?? 0) >= RANKS[role]
}
