import { CurationModule } from '@chasqui/curation';
import { Module } from '@nestjs/common';
import { GadProfiles } from './gad-profiles.service.js';

@Module({ imports: [CurationModule], providers: [GadProfiles], exports: [GadProfiles, CurationModule] })
export class GadsModule {}
