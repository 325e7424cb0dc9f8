import axios from 'axios'
import { Controller, Get, Query } from '@nestjs/common'

@Controller('preview')
export class PreviewController {
  @Get()
  async preview(@Query('link') link: string) {
    const { headers } = await axios({ method: 'head', url: link })
    return { type: headers['content-type'] }
  }
}
