import { Pool } from 'pg'

interface Filter { customer: string; order?: string }
const COLUMNS: Record<string, string> = { date: 'created_at', total: 'total_cents' }

export class InvoiceRepository {
  constructor(private readonly pool: Pool) {}

  async list(filter: Filter) {
    const { rows } = await this.pool.query(this.build(filter), [filter.customer])
    return rows
  }

  private build({ order }: Filter): string {
    let text = 'SELECT * FROM invoices WHERE customer = $1'
    if (order === 'date') text += ` ORDER BY ${COLUMNS.date}`
    else if (order === 'total') text += ` ORDER BY ${COLUMNS.total}`
    return text
  }
}
