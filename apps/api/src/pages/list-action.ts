import { notFound } from '@chasqui/kernel';
import type { PipeTransform } from '@nestjs/common';
import { LIST_ACTIONS, type ListAction } from './alert-desk.js';

/** What an address asks to do with a list. @throws DomainError `not_found` for anything else */
export const LIST_ACTION: PipeTransform<string, ListAction> = {
  transform(value) {
    const action = LIST_ACTIONS.find((each) => each === value);
    if (!action) throw notFound('No hay nada en esta dirección.');
    return action;
  },
};
