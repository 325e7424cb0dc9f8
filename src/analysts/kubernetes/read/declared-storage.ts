import { own } from '../../../core/own.ts'
import type { Claim, Volume } from '../cluster.ts'
import { dig, digList, digText, digTexts, type Manifest } from './manifest.ts'
import { quantity } from './quantity.ts'

/** Access modes by the short names that tables use. */
const MODES: Record<string, string> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
}

function storageOf({ name, body, cite }: Manifest) {
  return {
    name,
    status: digText(body, 'status', 'phase') ?? '',
    storageClass: digText(body, 'spec', 'storageClassName') || undefined,
    accessModes: digList(body, 'spec', 'accessModes').map((mode) => own(MODES, String(mode)) ?? String(mode)),
    at: cite('name:', name),
  }
}

export function declaredClaim(manifest: Manifest): Claim {
  return {
    ...storageOf(manifest),
    request: quantity(dig(manifest.body, 'spec', 'resources', 'requests', 'storage')),
    selector: digTexts(manifest.body, 'spec', 'selector', 'matchLabels'),
    events: [],
  }
}

export function declaredVolume(manifest: Manifest): Volume {
  const claim = digText(manifest.body, 'spec', 'claimRef', 'name')
  return {
    ...storageOf(manifest),
    capacity: quantity(dig(manifest.body, 'spec', 'capacity', 'storage')),
    labels: digTexts(manifest.body, 'metadata', 'labels'),
    claim: claim && `${digText(manifest.body, 'spec', 'claimRef', 'namespace') ?? ''}/${claim}`,
  }
}
