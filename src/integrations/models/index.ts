export { openModel } from './open-model.ts'
export { PRICES_OF, priceOf } from './prices.ts'
