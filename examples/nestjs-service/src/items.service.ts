import { Injectable, InternalServerErrorException } from '@nestjs/common';

export interface Item {
  readonly id: string;
  readonly price: number;
}

@Injectable()
export class ItemsService {
  find(id: string): Item {
    if (id === 'none') throw new InternalServerErrorException('there is no such item');
    return { id, price: 3 };
  }
}
