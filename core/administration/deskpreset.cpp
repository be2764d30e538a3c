#include "core/administration/deskpreset.h"

using namespace Qt::StringLiterals;

namespace desk {

namespace {

const QString itKind = u"it"_s;
const QString workshopKind = u"workshop"_s;

QString usualPrefix(const QString &kind)
{
    return kind == workshopKind ? u"OS"_s : QString(); // "orden de servicio"
}

} // namespace

QString DeskPreset::usualName(const QString &kind, const QString &language)
{
    const bool workshop = kind == workshopKind;
    if (language == "pt"_L1)
        return workshop ? u"Oficina de reparos"_s : u"Central de suporte"_s;
    if (language == "en"_L1)
        return workshop ? u"Repair shop"_s : u"Help desk"_s;
    return workshop ? u"Taller de reparación"_s : u"Mesa de ayuda"_s;
}

Result<> DeskPreset::apply(const Choice &choice, const AuditSource &source)
{
    DeskSettings &settings = m_administration.settings;
    const bool another = settings.sourceOf(u"desk.kind"_s) == DeskSettings::Source::Default
        || settings.text(u"desk.kind"_s) != choice.kind;
    QJsonObject changes{
        {u"desk.kind"_s, choice.kind}, {u"desk.name"_s, choice.name}, {u"desk.language"_s, choice.language}};
    const QString prefix = settings.text(u"desk.folio_prefix"_s);
    const bool isUsual = prefix == usualPrefix(itKind) || prefix == usualPrefix(workshopKind);
    if (another && isUsual && prefix != usualPrefix(choice.kind))
        changes.insert(u"desk.folio_prefix"_s, usualPrefix(choice.kind));
    return m_database.transaction([&]() -> Result<> {
        if (auto done = settings.patch(changes, source); !done)
            return fail(done.error());
        return another ? tellCustomers(choice.kind == workshopKind, source) : Result<>();
    });
}

Result<> DeskPreset::tellCustomers(bool workshop, const AuditSource &source)
{
    const auto rules = m_administration.notificationRules.all();
    if (!rules)
        return fail(rules.error());
    QList<NotificationRule> changed;
    for (NotificationRule rule : *rules) {
        const bool ofWorkshop = rule.status == "waiting_approval"_L1 || rule.status == "delivered"_L1
            || rule.status == "warranty"_L1;
        if (!ofWorkshop || rule.enabled == workshop)
            continue;
        rule.enabled = workshop;
        changed << rule;
    }
    return changed.isEmpty() ? Result<>() : m_administration.notificationRules.store(changed, source);
}

} // namespace desk
