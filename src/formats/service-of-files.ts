/** A change touches a service where a path begins with one of these and the service's name. */
const SERVICE_FOLDER = /^(?:services?|apps?|packages|cmd|modules|components|charts?|deploy|k8s|manifests)\/([^/]+)\//

/** In a repository of many services, the one whose folder holds most of the files; undefined where no folder tells. */
export function serviceOfFiles(files: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const file of files) {
    const service = SERVICE_FOLDER.exec(file)?.[1]
    if (service) counts.set(service, (counts.get(service) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0]
}
