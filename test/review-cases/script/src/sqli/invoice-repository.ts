import { Pool } from 'pg'

interface Filter { customer: string; order?: string }

export class InvoiceRepository {
  constructor(private readonly pool: Pool) {}

  async list(filter: Filter) {
    const query = this.build(filter)
    const { rows } = await this.pool.query(query)
    return rows
  }

  private build({ customer, order }: Filter): string {
    let text = `SELECT * FROM invoices WHERE customer = '${customer}'`
    if (order) text += ` ORDER BY ${order}`
    return text
  }
}
