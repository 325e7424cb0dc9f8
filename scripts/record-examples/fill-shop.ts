import type pg from 'pg'

const CATEGORIES = ['kitchen', 'garden', 'travel']
const PRODUCTS = 240

const SCHEMA = `
CREATE TABLE products (sku text PRIMARY KEY, category text NOT NULL, title text NOT NULL, description text NOT NULL,
  attributes jsonb NOT NULL, price_cents int NOT NULL, stock int NOT NULL);
CREATE INDEX ON products (category);
CREATE TABLE orders (id bigserial PRIMARY KEY, sku text NOT NULL, quantity int NOT NULL, total_cents int NOT NULL,
  status text NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE payments (id bigserial PRIMARY KEY, order_id bigint NOT NULL, amount_cents int NOT NULL,
  status text NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX ON payments (order_id)`

/** Makes the tables of the shop and its products; returns their numbers. */
export async function fillShop(client: pg.Client): Promise<string[]> {
  await client.query(SCHEMA)
  const skus: string[] = []
  for (let index = 0; index < PRODUCTS; index++) {
    const category = CATEGORIES[index % CATEGORIES.length] ?? 'kitchen'
    const sku = `${category.slice(0, 2).toUpperCase()}-${String(1000 + index)}`
    const title = `Product ${index} for ${category}`
    const description = `${title}. `.padEnd(160, `Number ${index} of our ${category} range, made to last. `)
    await client.query('INSERT INTO products VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      sku,
      category,
      title,
      description,
      attributesOf(index),
      900 + index * 25,
      100_000,
    ])
    skus.push(sku)
  }
  return skus
}

function attributesOf(index: number): object {
  const size = { width: 10 + (index % 40), height: 5 + (index % 25), depth: 3 + (index % 17), unit: 'cm' }
  const ratings = [1, 2, 3, 4].map((turn) => ({
    stars: 1 + ((index + turn) % 5),
    count: (index * turn) % 90,
    month: turn,
  }))
  const warehouses = ['north', 'south', 'harbour'].map((name) => ({ name, shelf: `${name}-${index}`, days: index % 5 }))
  return { size, ratings, warehouses, materials: ['steel', 'oak'], washable: index % 2 === 0 }
}
