import { Module } from '@nestjs/common';
import { PlanCrosswalks } from './plan-crosswalks.service.js';
import { PlanImports } from './plan-imports.service.js';
import { Plans } from './plans.service.js';

@Module({ providers: [Plans, PlanImports, PlanCrosswalks], exports: [Plans, PlanImports, PlanCrosswalks] })
export class PdotModule {}
