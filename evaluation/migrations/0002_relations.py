import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models
from wagtail.documents import get_document_model_string


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("evaluation", "0001_initial"),
        ("networkapp", "0001_initial"),
        migrations.swappable_dependency(get_document_model_string()),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="delegation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assessments", to="networkapp.delegation"
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="evaluation.assessment"
            ),
        ),
        migrations.AddField(
            model_name="assessmentversion",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="evaluation.assessment"
            ),
        ),
        migrations.AddField(
            model_name="assessmentversion",
            name="published_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="burden",
            name="assessment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="burden", to="evaluation.assessment"
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="asked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="criterion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="evaluation.criterion"
            ),
        ),
        migrations.AddField(
            model_name="criteriontranslation",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="translations", to="evaluation.criterion"
            ),
        ),
        migrations.AddField(
            model_name="cycle",
            name="network",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="cycles", to="networkapp.network"
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assessments", to="evaluation.cycle"
            ),
        ),
        migrations.AddField(
            model_name="cyclestep",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="evaluation.cycle"
            ),
        ),
        migrations.AddField(
            model_name="cyclestep",
            name="taken_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="added_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="delegation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="networkapp.delegation"
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="document",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=get_document_model_string(),
            ),
        ),
        migrations.AddField(
            model_name="answerevidence",
            name="evidence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="supports", to="evaluation.evidence"
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="evidence",
            field=models.ManyToManyField(
                related_name="answers", through="evaluation.AnswerEvidence", to="evaluation.evidence"
            ),
        ),
        migrations.AddField(
            model_name="evidencerevision",
            name="answer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="evidence_revisions", to="evaluation.answer"
            ),
        ),
        migrations.AddField(
            model_name="evidencerevision",
            name="changed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="findingresponse",
            name="finding",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="responses", to="evaluation.finding"
            ),
        ),
        migrations.AddField(
            model_name="findingresponse",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="findingresponse",
            name="seat",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="networkapp.seat",
            ),
        ),
        migrations.AddField(
            model_name="foundrevision",
            name="finding",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="revisions",
                to="evaluation.finding",
            ),
        ),
        migrations.AddField(
            model_name="framework",
            name="adopted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="framework",
            name="network",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="frameworks", to="networkapp.network"
            ),
        ),
        migrations.AddField(
            model_name="framework",
            name="previous",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="following",
                to="evaluation.framework",
            ),
        ),
        migrations.AddField(
            model_name="cycle",
            name="framework",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="cycles", to="evaluation.framework"
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="framework",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="consultations", to="evaluation.framework"
            ),
        ),
        migrations.AddField(
            model_name="frameworkpatch",
            name="framework",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="patches", to="evaluation.framework"
            ),
        ),
        migrations.AddField(
            model_name="frameworkpatch",
            name="made_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="frameworkstep",
            name="framework",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="evaluation.framework"
            ),
        ),
        migrations.AddField(
            model_name="frameworkstep",
            name="taken_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="instrumenttranslation",
            name="source",
            field=modelcluster.fields.ParentalKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="translations", to="evaluation.instrument"
            ),
        ),
        migrations.AddField(
            model_name="foundrevision",
            name="event",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="revisions",
                to="evaluation.monitoringevent",
            ),
        ),
        migrations.AddField(
            model_name="monitoringevent",
            name="file",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="evaluation.observationfile",
            ),
        ),
        migrations.AddField(
            model_name="foundrevision",
            name="file",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="evaluation.observationfile",
            ),
        ),
        migrations.AddField(
            model_name="findingresponse",
            name="file",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="evaluation.observationfile",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="file",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="evaluation.observationfile",
            ),
        ),
        migrations.AddField(
            model_name="externalobservation",
            name="file",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="evaluation.observationfile",
            ),
        ),
        migrations.AddField(
            model_name="externalobservation",
            name="seen_in",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="observations",
                to="evaluation.observationfile",
            ),
        ),
        migrations.AddField(
            model_name="observationrevision",
            name="file",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="evaluation.observationfile",
            ),
        ),
        migrations.AddField(
            model_name="observationrevision",
            name="observation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="revisions",
                to="evaluation.externalobservation",
            ),
        ),
        migrations.AddField(
            model_name="peercheck",
            name="answer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="evaluation.answer"
            ),
        ),
        migrations.AddField(
            model_name="peercheck",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="peerremark",
            name="answer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="remarks", to="evaluation.answer"
            ),
        ),
        migrations.AddField(
            model_name="peerremark",
            name="reply_seat",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="networkapp.seat",
            ),
        ),
        migrations.AddField(
            model_name="peerremark",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="position",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="position",
            name="stated_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="delegation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="networkapp.delegation",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="framework",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="proposals", to="evaluation.framework"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="settled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="proposalwording",
            name="base",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="evaluation.proposalwording",
            ),
        ),
        migrations.AddField(
            model_name="proposalwording",
            name="delegation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="networkapp.delegation",
            ),
        ),
        migrations.AddField(
            model_name="proposalwording",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="wordings", to="evaluation.proposal"
            ),
        ),
        migrations.AddField(
            model_name="proposalwording",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="proposalwording",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="framework",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="recommendations", to="evaluation.framework"
            ),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="subject",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recommendations",
                to="networkapp.subject",
            ),
        ),
        migrations.AddField(
            model_name="criterion",
            name="recommendation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="criteria", to="evaluation.recommendation"
            ),
        ),
        migrations.AddField(
            model_name="recommendationtranslation",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="translations", to="evaluation.recommendation"
            ),
        ),
        migrations.AddField(
            model_name="resultline",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="evaluation.assessmentversion"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="evaluation.assessment"
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="closed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="opened_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="peerremark",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="evaluation.review"
            ),
        ),
        migrations.AddField(
            model_name="peercheck",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="checks", to="evaluation.review"
            ),
        ),
        migrations.AddField(
            model_name="reviewconclusion",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="reviewentry",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="reviewentry",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reviewingcountry",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reviewing", to="evaluation.assessment"
            ),
        ),
        migrations.AddField(
            model_name="reviewingcountry",
            name="delegation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reviewing", to="networkapp.delegation"
            ),
        ),
        migrations.AddField(
            model_name="reviewingcountry",
            name="withdrawn_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reviewconclusion",
            name="reviewing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="conclusions",
                to="evaluation.reviewingcountry",
            ),
        ),
        migrations.AddField(
            model_name="peerremark",
            name="reviewing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="remarks", to="evaluation.reviewingcountry"
            ),
        ),
        migrations.AddField(
            model_name="peercheck",
            name="reviewing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="evaluation.reviewingcountry"
            ),
        ),
        migrations.AddField(
            model_name="reviewlot",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lots", to="evaluation.cycle"
            ),
        ),
        migrations.AddField(
            model_name="reviewlot",
            name="drawn_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reviewingcountry",
            name="lot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evaluation.reviewlot"
            ),
        ),
        migrations.AddField(
            model_name="reviewround",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="rounds", to="evaluation.review"
            ),
        ),
        migrations.AddField(
            model_name="reviewconclusion",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="conclusions", to="evaluation.reviewround"
            ),
        ),
        migrations.AddField(
            model_name="reviewthread",
            name="answer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="threads", to="evaluation.answer"
            ),
        ),
        migrations.AddField(
            model_name="reviewthread",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="threads", to="evaluation.review"
            ),
        ),
        migrations.AddField(
            model_name="reviewthread",
            name="reviewing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="threads", to="evaluation.reviewingcountry"
            ),
        ),
        migrations.AddField(
            model_name="reviewentry",
            name="thread",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="evaluation.reviewthread"
            ),
        ),
        migrations.AddField(
            model_name="rollentry",
            name="consultation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="roll", to="evaluation.consultation"
            ),
        ),
        migrations.AddField(
            model_name="rollentry",
            name="delegation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.delegation"
            ),
        ),
        migrations.AddField(
            model_name="position",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="positions", to="evaluation.rollentry"
            ),
        ),
        migrations.AddField(
            model_name="sectionassignment",
            name="given_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="sectionassignment",
            name="recommendation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evaluation.recommendation"
            ),
        ),
        migrations.AddField(
            model_name="sectionholder",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="section_holders", to="evaluation.assessment"
            ),
        ),
        migrations.AddField(
            model_name="sectionholder",
            name="invited_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="sectionholder",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sections_held",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sectionassignment",
            name="holder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="assignments", to="evaluation.sectionholder"
            ),
        ),
        migrations.AddField(
            model_name="sectionready",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="sections_ready", to="evaluation.assessment"
            ),
        ),
        migrations.AddField(
            model_name="sectionready",
            name="marked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="sectionready",
            name="recommendation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evaluation.recommendation"
            ),
        ),
        migrations.AddField(
            model_name="seriesinstrument",
            name="instrument",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="evaluation.instrument"
            ),
        ),
        migrations.AddConstraint(
            model_name="seriessource",
            constraint=models.UniqueConstraint(
                fields=("series_id", "source", "dataset", "indicator"), name="a_source_stands_once_beside_a_series"
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="signatures", to="evaluation.assessment"
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="signed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="treatyaction",
            name="instrument",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="evaluation.instrument"
            ),
        ),
        migrations.AddField(
            model_name="treatyaction",
            name="own_kind",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actions",
                to="evaluation.treatyactkind",
                verbose_name="Kind",
            ),
        ),
        migrations.AddField(
            model_name="treatyactkindtranslation",
            name="source",
            field=modelcluster.fields.ParentalKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="translations", to="evaluation.treatyactkind"
            ),
        ),
        migrations.AddField(
            model_name="treatychange",
            name="action",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="evaluation.treatyaction"
            ),
        ),
        migrations.AddField(
            model_name="treatychange",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="treatychange",
            name="file",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="evaluation.observationfile",
            ),
        ),
        migrations.AddField(
            model_name="uploadedtable",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="delegation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="verdicts", to="networkapp.delegation"
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="network",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="verdicts", to="networkapp.network"
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="voicenote",
            name="answer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="evaluation.answer"
            ),
        ),
        migrations.AddField(
            model_name="voicenote",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="voicenote",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="workbook",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="workbooks", to="evaluation.assessment"
            ),
        ),
        migrations.AddField(
            model_name="workbook",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="answerrevision",
            constraint=models.UniqueConstraint(fields=("answer", "version"), name="one_revision_per_version"),
        ),
        migrations.AddConstraint(
            model_name="assessmentversion",
            constraint=models.UniqueConstraint(fields=("assessment", "number"), name="versions_are_numbered_once"),
        ),
        migrations.AddConstraint(
            model_name="criteriontranslation",
            constraint=models.UniqueConstraint(fields=("source", "language"), name="one_translation_of_a_criterion"),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                fields=("cycle", "delegation"), name="one_assessment_per_country_and_cycle"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("url", ""), _negated=True), ("document__isnull", False), _connector="OR"),
                name="evidence_is_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("document__isnull", True), models.Q(("sha256", ""), _negated=True), _connector="OR"
                ),
                name="a_file_has_its_checksum",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerevidence",
            constraint=models.UniqueConstraint(
                fields=("answer", "evidence"), name="an_answer_rests_on_a_document_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("assessment", "criterion"), name="one_answer_per_criterion"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "value"),
                    models.Q(
                        ("choice__isnull", True),
                        ("date__isnull", True),
                        ("level__isnull", True),
                        ("number__isnull", True),
                        ("numerator__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="only_a_value_has_a_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__isnull", True), ("level__lte", 4), _connector="OR"),
                name="a_level_is_zero_to_four",
            ),
        ),
        migrations.AddConstraint(
            model_name="framework",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("status", "adopted"), _negated=True), ("content_hash", "")),
                    models.Q(
                        ("adopted_at__isnull", False),
                        ("status", "adopted"),
                        models.Q(("content_hash", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="an_adopted_framework_has_its_hash",
            ),
        ),
        migrations.AddConstraint(
            model_name="cycle",
            constraint=models.UniqueConstraint(fields=("network", "year"), name="one_cycle_a_year"),
        ),
        migrations.AddConstraint(
            model_name="cycle",
            constraint=models.CheckConstraint(
                condition=models.Q(("opens_at__lt", models.F("due_at")), ("opens_at__lt", models.F("locks_at"))),
                name="a_cycle_opens_before_it_is_due_and_locks",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.UniqueConstraint(fields=("framework", "number"), name="consultations_are_numbered_once"),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("framework",), name="one_consultation_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(("asked_at__lt", models.F("due_at"))), name="silence_takes_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="instrumenttranslation",
            constraint=models.UniqueConstraint(fields=("source", "language"), name="one_translation_of_an_instrument"),
        ),
        migrations.AddConstraint(
            model_name="monitoringevent",
            constraint=models.UniqueConstraint(fields=("key", "occurrence"), name="an_event_of_a_body_stands_once"),
        ),
        migrations.AddConstraint(
            model_name="foundrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("event__isnull", False), ("finding__isnull", True)),
                    models.Q(("event__isnull", True), ("finding__isnull", False)),
                    _connector="OR",
                ),
                name="a_revision_is_of_an_event_or_a_finding",
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["recommendation"], name="found_about_a_subject"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(fields=("key", "occurrence"), name="a_finding_of_a_body_stands_once"),
        ),
        migrations.AddIndex(
            model_name="externalobservation",
            index=models.Index(fields=["country", "dimension"], name="observed_of_a_country"),
        ),
        migrations.AddConstraint(
            model_name="externalobservation",
            constraint=models.UniqueConstraint(fields=("key", "occurrence"), name="a_source_counts_a_thing_once"),
        ),
        migrations.AddConstraint(
            model_name="externalobservation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("at_least__isnull", True), ("below__isnull", True), ("value__isnull", False)),
                    models.Q(
                        ("value__isnull", True),
                        models.Q(("at_least__isnull", False), ("below__isnull", False), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="an_observation_is_a_value_or_bounded",
            ),
        ),
        migrations.AddConstraint(
            model_name="observationrevision",
            constraint=models.UniqueConstraint(
                fields=("observation", "number"), name="an_earlier_value_has_one_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(fields=("framework", "number"), name="proposals_are_numbered_once"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "new"), models.Q(("series_id", ""), _negated=True), _connector="OR"),
                name="what_is_not_new_names_its_series",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposalwording",
            constraint=models.UniqueConstraint(fields=("proposal", "number"), name="wordings_are_numbered_once"),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.UniqueConstraint(fields=("framework", "code"), name="a_recommendation_has_one_number"),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.UniqueConstraint(
                fields=("recommendation", "series_id", "version"), name="a_series_stands_once_in_a_framework"
            ),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__gte", 1), ("weight__lte", 3)), name="a_weight_is_one_to_three"
            ),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.CheckConstraint(
                condition=models.Q(("scored", True), ("essential", False), _connector="OR"),
                name="only_the_scored_is_essential",
            ),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.CheckConstraint(
                condition=models.Q(("scored", True), ("scored_from__isnull", True), _connector="OR"),
                name="only_the_scored_has_shadow_years",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendationtranslation",
            constraint=models.UniqueConstraint(
                fields=("source", "language"), name="one_translation_of_a_recommendation"
            ),
        ),
        migrations.AddConstraint(
            model_name="resultline",
            constraint=models.UniqueConstraint(
                fields=("version", "code"), name="one_line_per_recommendation_of_a_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("assessment",),
                name="one_open_review_per_assessment",
            ),
        ),
        migrations.AddConstraint(
            model_name="peerremark",
            constraint=models.UniqueConstraint(
                fields=("review", "reviewing", "answer"), name="one_remark_per_country_and_answer"
            ),
        ),
        migrations.AddConstraint(
            model_name="peercheck",
            constraint=models.UniqueConstraint(
                fields=("review", "reviewing", "answer"), name="one_check_per_country_and_answer"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewingcountry",
            constraint=models.UniqueConstraint(fields=("assessment", "delegation"), name="a_country_is_drawn_once"),
        ),
        migrations.AddConstraint(
            model_name="reviewingcountry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="who_withdraws_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewround",
            constraint=models.UniqueConstraint(fields=("review", "number"), name="rounds_are_numbered_once"),
        ),
        migrations.AddConstraint(
            model_name="reviewconclusion",
            constraint=models.UniqueConstraint(fields=("round", "reviewing"), name="a_country_concludes_a_round_once"),
        ),
        migrations.AddConstraint(
            model_name="rollentry",
            constraint=models.UniqueConstraint(
                fields=("consultation", "delegation"), name="a_delegation_stands_once_on_a_roll"
            ),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaced_at__isnull", True)),
                fields=("entry", "series_id"),
                name="one_position_on_the_same",
            ),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("series_id", ""), _negated=True),
                    models.Q(("stance", "except"), _negated=True),
                    _connector="OR",
                ),
                name="only_an_item_is_excepted",
            ),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=models.Q(("stance", "agree"), models.Q(("words", ""), _negated=True), _connector="OR"),
                name="whoever_does_not_just_agree_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionholder",
            constraint=models.UniqueConstraint(fields=("assessment", "email"), name="one_holder_per_address"),
        ),
        migrations.AddConstraint(
            model_name="sectionholder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted_at__isnull", True), ("user__isnull", True)),
                    models.Q(("accepted_at__isnull", False), ("user__isnull", False)),
                    _connector="OR",
                ),
                name="who_accepted_has_an_account",
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionassignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at__isnull", True)),
                fields=("holder", "recommendation"),
                name="a_section_is_given_to_somebody_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionready",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at__isnull", True)),
                fields=("assessment", "recommendation"),
                name="a_section_is_ready_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("assessment", "role"),
                name="one_standing_signature_per_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="treatyaction",
            constraint=models.UniqueConstraint(
                fields=("instrument", "country", "kind", "source", "date", "articles"),
                name="a_source_gives_a_date_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="treatyaction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("date__isnull", True)),
                fields=("instrument", "country", "kind", "source", "articles"),
                name="a_source_leaves_a_date_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="treatyactkindtranslation",
            constraint=models.UniqueConstraint(fields=("source", "language"), name="one_translation_of_a_kind_of_act"),
        ),
        migrations.AddConstraint(
            model_name="uploadedtable",
            constraint=models.UniqueConstraint(fields=("kind", "user"), name="one_table_of_a_kind_waits_for_a_person"),
        ),
        migrations.AddIndex(
            model_name="verdict",
            index=models.Index(fields=["recommendation", "network"], name="verdicts_on_a_recommendation"),
        ),
        migrations.AddConstraint(
            model_name="voicenote",
            constraint=models.UniqueConstraint(
                fields=("answer", "voice", "body", "number"), name="a_voice_counts_its_notes"
            ),
        ),
        migrations.AddConstraint(
            model_name="voicenote",
            constraint=models.CheckConstraint(
                condition=models.Q(("disputes", False), models.Q(("text", ""), _negated=True), _connector="OR"),
                name="whoever_disputes_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="workbook",
            constraint=models.UniqueConstraint(fields=("assessment", "user"), name="one_workbook_waits_for_a_person"),
        ),
    ]
