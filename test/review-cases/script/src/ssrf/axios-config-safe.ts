import axios from 'axios'
import { Controller, Get, Query } from '@nestjs/common'

const HOSTS = ['docs.example.com', 'www.example.com']

@Controller('preview')
export class PreviewController {
  @Get()
  async preview(@Query('link') link: string) {
    const address = new URL(link)
    if (!HOSTS.includes(address.host)) return { type: 'unknown' }
    const { headers } = await axios({ method: 'head', url: address.toString() })
    return { type: headers['content-type'] }
  }
}
