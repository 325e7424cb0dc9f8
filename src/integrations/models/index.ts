export { openModel } from './open-model.ts'
export { contextOf, PRICES_OF, priceOf } from './prices.ts'
