import { notFound } from '@chasqui/kernel';
import type { EntityManager } from 'typeorm';
import { ChecklistStep, ChecklistTask, ChecklistTemplate } from './checklist.entities.js';

/** The ten steps of access to international development cooperation (CID). */
export const CID_TEMPLATE = 'cid-ten-steps';

export type TemplateStep = ChecklistStep & { readonly tasks: readonly ChecklistTask[] };

export interface LoadedTemplate {
  readonly template: ChecklistTemplate;
  readonly steps: readonly TemplateStep[];
}

/** The newest version of a template, its steps and tasks in order. */
export async function currentTemplate(manager: EntityManager, key = CID_TEMPLATE): Promise<LoadedTemplate> {
  const template = await manager.findOne(ChecklistTemplate, { where: { key }, order: { version: 'DESC' } });
  if (!template) throw notFound('Falta la lista de pasos. Cargue los datos de referencia.');
  const steps = await manager.find(ChecklistStep, {
    where: { templateId: template.id },
    order: { position: 'ASC' },
  });
  const tasks = await manager
    .createQueryBuilder(ChecklistTask, 'task')
    .innerJoin('task.step', 'step')
    .where('step.template_id = :id', { id: template.id })
    .orderBy('step.position')
    .addOrderBy('task.code')
    .getMany();
  return {
    template,
    steps: steps.map((step) =>
      Object.assign(step, { tasks: tasks.filter((task) => task.stepId === step.id) }),
    ),
  };
}
