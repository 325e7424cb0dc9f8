export default function assign(target: any, ...sources: any[]): any {
  return sources.reduce((result, source) => {
    Object.keys(source).forEach((key) => {
      if (['__proto__', 'constructor', 'prototype'].indexOf(key) >= 0) return;
      const value = source[key];
      const existing = result[key];
      result[key] = existing && typeof value === 'object' ? assign(existing, value) : value;
    });
    return result;
  }, target);
}
