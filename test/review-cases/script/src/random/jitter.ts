export async function retry<T>(work: () => Promise<T>, token: string): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt > 3) throw error
      await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt + Math.random() * 50))
    }
  }
}
