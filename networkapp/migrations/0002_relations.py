import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("networkapp", "0001_initial"),
        ("networkapp_discussion", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="notification",
            name="message",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="networkapp_discussion.message",
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="network",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="networkapp.network"
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="topic",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="networkapp_discussion.topic",
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="notifications",
            field=models.ManyToManyField(related_name="deliveries", to="networkapp.notification"),
        ),
        migrations.AddField(
            model_name="notificationsettings",
            name="user",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="pushsubscription",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="device",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="networkapp.pushsubscription",
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="delegation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="seats",
                to="networkapp.delegation",
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="network",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="networkapp.network"
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="seats", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="seat",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="invitation", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="brieftext",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="seatoffice",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="offices", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="subject",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="merged",
                to="networkapp.subject",
                verbose_name="Merged into",
            ),
        ),
        migrations.AddField(
            model_name="subjecttranslation",
            name="source",
            field=modelcluster.fields.ParentalKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="translations", to="networkapp.subject"
            ),
        ),
        migrations.AddField(
            model_name="watch",
            name="network",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="networkapp.network",
            ),
        ),
        migrations.AddField(
            model_name="watch",
            name="topic",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="watches",
                to="networkapp_discussion.topic",
            ),
        ),
        migrations.AddField(
            model_name="watch",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="administratorinvitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("accepted_at__isnull", True), ("revoked_at__isnull", True), _connector="OR"),
                name="an_administrator_accepts_what_is_not_revoked",
            ),
        ),
        migrations.AddIndex(
            model_name="causallink",
            index=models.Index(fields=["effect_type", "effect_id"], name="what_led_to_it"),
        ),
        migrations.AddConstraint(
            model_name="causallink",
            constraint=models.UniqueConstraint(
                fields=("cause_type", "cause_id", "effect_type", "effect_id"), name="a_consequence_is_drawn_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("assessed", False),
                    models.Q(("kind", "national"), models.Q(("country", ""), _negated=True)),
                    _connector="OR",
                ),
                name="only_national_delegations_are_assessed",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("assessed", True)), fields=("country",), name="a_country_is_assessed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "chamber"), ("parliament__isnull", False)),
                    models.Q(models.Q(("kind", "chamber"), _negated=True), ("parliament", None)),
                    _connector="OR",
                ),
                name="a_chamber_belongs_to_a_parliament",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(fields=("network", "sequence"), name="one_event_per_sequence"),
        ),
        migrations.AddConstraint(
            model_name="networkcollection",
            constraint=models.UniqueConstraint(
                fields=("network", "holds"), name="one_collection_of_a_kind_per_network"
            ),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(fields=["user", "seen_at", "-told_at"], name="notifications_of_a_person"),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.UniqueConstraint(fields=("user", "kind", "key"), name="somebody_is_told_once"),
        ),
        migrations.AddConstraint(
            model_name="notificationsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest_hour__lte", 23), ("digest_weekday__lte", 6)),
                name="a_digest_has_an_hour_and_a_day",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["state", "due_at"], name="deliveries_that_are_due"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(fields=("user", "way", "key"), name="a_delivery_is_made_once"),
        ),
        migrations.AddIndex(
            model_name="seat",
            index=models.Index(fields=["user", "ends_at"], name="seats_of_a_person"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__isnull", True), ("ends_at__gte", models.F("starts_at")), _connector="OR"),
                name="a_seat_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("delegation__isnull", False),
                    ("capacity__in", ["secretariat", "expert", "observer"]),
                    _connector="OR",
                ),
                name="who_speaks_for_a_delegation_has_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("accepted_at__isnull", True), ("seat__isnull", False), _connector="OR"),
                name="an_accepted_invitation_has_its_seat",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("accepted_at__isnull", True), ("revoked_at__isnull", True), _connector="OR"),
                name="an_invitation_is_accepted_or_taken_back",
            ),
        ),
        migrations.AddConstraint(
            model_name="brieftext",
            constraint=models.UniqueConstraint(
                fields=("network", "delegation", "section", "number"), name="texts_of_a_brief_are_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="seatoffice",
            constraint=models.UniqueConstraint(fields=("seat", "office"), name="an_office_is_held_once"),
        ),
        migrations.AddConstraint(
            model_name="subjecttranslation",
            constraint=models.UniqueConstraint(fields=("source", "language"), name="one_translation_of_a_subject"),
        ),
        migrations.AddConstraint(
            model_name="watch",
            constraint=models.CheckConstraint(
                condition=models.Q(("network__isnull", True), ("topic__isnull", True), _connector="XOR"),
                name="a_watch_is_on_a_network_or_a_topic",
            ),
        ),
        migrations.AddConstraint(
            model_name="watch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("network__isnull", False)), fields=("user", "network"), name="one_watch_per_network"
            ),
        ),
        migrations.AddConstraint(
            model_name="watch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("topic__isnull", False)), fields=("user", "topic"), name="one_watch_per_topic"
            ),
        ),
    ]
