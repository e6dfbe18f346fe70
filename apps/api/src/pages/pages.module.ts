import { AccountsModule } from '@chasqui/accounts';
import { CalendarsModule } from '@chasqui/calendars';
import { CallsModule } from '@chasqui/calls';
import { CommissionsModule } from '@chasqui/commissions';
import { CurationModule } from '@chasqui/curation';
import { AddressBookModule } from '@chasqui/delivery';
import { GadsModule } from '@chasqui/gads';
import { IntakeModule } from '@chasqui/intake';
import { MatchReviewsModule } from '@chasqui/matching';
import { NetworksModule } from '@chasqui/networks';
import { PdotModule } from '@chasqui/pdot';
import { SourcesModule } from '@chasqui/sources';
import { SubscriptionsModule } from '@chasqui/subscriptions';
import { Module } from '@nestjs/common';
import { MailTroubles } from '../http/mail-troubles.js';
import { AddressesPages } from './addresses.pages.js';
import { AlertDesk } from './alert-desk.js';
import { AlertsExportPages } from './alerts-export.pages.js';
import { AlertsHistoryPages } from './alerts-history.pages.js';
import { AlertsPages } from './alerts.pages.js';
import { CalendarFeedsPages } from './calendar-feeds.pages.js';
import { CalendarHelpPages } from './calendar-help.pages.js';
import { CallHistoryPages } from './call-history.pages.js';
import { CallMatchesPages } from './call-matches.pages.js';
import { CallMergePages } from './call-merge.pages.js';
import { CallOriginsPages } from './call-origins.pages.js';
import { CallStatePages } from './call-state.pages.js';
import { CallsPages } from './calls.pages.js';
import { CataloguePages } from './catalogue.pages.js';
import { CommissionCurationPages } from './commission-curation.pages.js';
import { CommissionPages } from './commission.pages.js';
import { CurationPages } from './curation.pages.js';
import { DataPages } from './data.pages.js';
import { DeliveriesPages } from './deliveries.pages.js';
import { DonorsPages } from './donors.pages.js';
import { FindingLinksPages } from './finding-links.pages.js';
import { FindingMergePages } from './finding-merge.pages.js';
import { FindingQueuePages } from './finding-queue.pages.js';
import { FindingStatsPages } from './finding-stats.pages.js';
import { FindingPages } from './finding.pages.js';
import { FollowPages } from './follow.pages.js';
import { FundsPages } from './funds.pages.js';
import { GadProfileHistoryPages } from './gad-profile-history.pages.js';
import { GadProfilePages } from './gad-profile.pages.js';
import { GadPostsPages } from './gad-posts.pages.js';
import { GadsPages } from './gads.pages.js';
import { HomePages } from './home.pages.js';
import { LinkVisits } from './link-visits.js';
import { MailPreviewPages } from './mail-previews.pages.js';
import { MailboxPages } from './mailbox.pages.js';
import { MatchComparePages } from './match-compare.pages.js';
import { MatchDismissalsPages } from './match-dismissals.pages.js';
import { MatchFormulaPages } from './match-formula.pages.js';
import { MatchPrecisionPages } from './match-precision.pages.js';
import { CallProvincesPages, MatchProvincePages, ProvinceDesk } from './match-province.pages.js';
import { MatchReviewsPages } from './match-reviews.pages.js';
import { MatchesPages } from './matches.pages.js';
import { NetworkEvaluationPages } from './network-evaluation.pages.js';
import { NetworkMembershipPages } from './network-membership.pages.js';
import { NetworkPages } from './network.pages.js';
import { GadOffersPages } from './offers-gad.pages.js';
import { OffersPages } from './offers.pages.js';
import { PlanImportPages } from './plan-import.pages.js';
import { PlansCrosswalkPages } from './plans-crosswalk.pages.js';
import { PlansPages } from './plans.pages.js';
import { PreferencesPages } from './preferences.pages.js';
import { ProgressPages } from './progress.pages.js';
import { ProposalPages } from './proposal.pages.js';
import { RecordChangesPages } from './record-changes.pages.js';
import { RecordVerificationPages } from './record-verification.pages.js';
import { RecordsPages } from './records.pages.js';
import { SearchPages } from './search.pages.js';
import { SavedSearchesPages } from './saved-searches.pages.js';
import { SignInPages } from './sign-in.pages.js';
import { SourceEditPages } from './source-edit.pages.js';
import { SourcePastePages } from './source-paste.pages.js';
import { SourceProposePages } from './source-propose.pages.js';
import { SourceUploadPages } from './source-upload.pages.js';
import { SourcesPages } from './sources.pages.js';
import { StopPages } from './stop.pages.js';
import { SubscribePages } from './subscribe.pages.js';
import { SubscriptionPages } from './subscriptions.pages.js';
import { WhyPages } from './why.pages.js';

/** What people use. */
@Module({
  imports: [
    GadsModule,
    PdotModule,
    AccountsModule,
    AddressBookModule,
    CalendarsModule,
    CallsModule,
    CurationModule,
    SubscriptionsModule,
    CommissionsModule,
    NetworksModule,
    MatchReviewsModule,
    IntakeModule,
    SourcesModule,
  ],
  providers: [ProvinceDesk, AlertDesk, LinkVisits, MailTroubles],
  exports: [MailTroubles],
  controllers: [
    HomePages,
    CallsPages,
    CataloguePages,
    DataPages,
    DonorsPages,
    FundsPages,
    SearchPages,
    CommissionPages,
    CommissionCurationPages,
    ProposalPages,
    NetworkPages,
    NetworkMembershipPages,
    NetworkEvaluationPages,
    SignInPages,
    MatchesPages,
    MatchDismissalsPages,
    MatchReviewsPages,
    MatchProvincePages,
    MatchComparePages,
    GadsPages,
    GadProfileHistoryPages,
    GadProfilePages,
    OffersPages,
    GadOffersPages,
    PlansPages,
    PlanImportPages,
    PlansCrosswalkPages,
    SavedSearchesPages,
    CalendarHelpPages,
    CalendarFeedsPages,
    AlertsPages,
    AlertsHistoryPages,
    AlertsExportPages,
    FollowPages,
    SubscriptionPages,
    SubscribePages,
    GadPostsPages,
    PreferencesPages,
    StopPages,
    WhyPages,
    CurationPages,
    CallStatePages,
    CallHistoryPages,
    CallMergePages,
    CallMatchesPages,
    CallProvincesPages,
    CallOriginsPages,
    FindingQueuePages,
    FindingStatsPages,
    FindingMergePages,
    FindingPages,
    FindingLinksPages,
    DeliveriesPages,
    AddressesPages,
    MatchPrecisionPages,
    MatchFormulaPages,
    MailPreviewPages,
    RecordVerificationPages,
    SourceProposePages,
    SourcePastePages,
    SourceUploadPages,
    SourceEditPages,
    SourcesPages,
    RecordChangesPages,
    RecordsPages,
    ProgressPages,
    MailboxPages,
  ],
})
export class PagesModule {}
