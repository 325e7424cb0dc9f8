/** Whether an image stands for another one from day to day: no tag, or `latest`. Names that are put together elsewhere are not judged. */
export function isFloatingImage(image: string): boolean {
  if (image === '' || image.includes('$') || image.includes('{{') || image.includes('@')) return false
  const name = image.slice(image.lastIndexOf('/') + 1)
  const tag = /:([^:]+)$/.exec(name)?.[1]
  return tag === undefined || tag === 'latest'
}
