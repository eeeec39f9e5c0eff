import { json, mergePatch } from '../http/content-types.ts'
import type { AddRoute } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import { Settings, SettingsPatch } from './settings.ts'
import type { SettingsStore } from './settings-store.ts'

/** What the publication decides while the server runs: in force everywhere with the next request. */
export function settingsRoutes(route: AddRoute, { settings }: { settings: SettingsStore }): void {
  const shared = { url: '/v1/settings', tag: 'settings', access: 'settings:manage' } as const

  route({
    ...shared,
    method: 'GET',
    operationId: 'getSettings',
    summary: 'Get the settings',
    cache: 'private',
    answers: { 200: { description: 'The settings in force.', schema: ref(Settings) } },
    errors: [],
    handle: () => settings.find(),
  })

  route({
    ...shared,
    method: 'PATCH',
    operationId: 'patchSettings',
    summary: 'Change settings',
    description: 'In force with the next request, in every process.',
    cache: 'none',
    body: ref(SettingsPatch),
    takes: [mergePatch, json],
    takesVersion: true,
    answers: { 200: { description: 'The settings in force.', schema: ref(Settings) } },
    errors: [],
    handle: ({ body, expected }) => settings.patch(body, expected),
  })
}
