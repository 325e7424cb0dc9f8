export default function assign(target: any, ...sources: any[]): any {
  return sources.reduce((result, source) => {
    Object.keys(source).forEach((key) => {
      const value = source[key];
      const existing = result[key];
      result[key] = existing && typeof value === 'object' ? assign(existing, value) : value;
    });
    return result;
  }, target);
}
