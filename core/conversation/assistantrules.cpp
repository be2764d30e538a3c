#include "core/conversation/assistantrules.h"

#include "core/classification/words.h"
#include "core/tickets/ticket.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QRegularExpression pattern(const QString &text)
{
    return QRegularExpression(
        text, QRegularExpression::UseUnicodePropertiesOption | QRegularExpression::CaseInsensitiveOption);
}

/// Steps for a fault need none of these: a state of a ticket is the desk's to tell, and nobody asks for secrets.
bool oversteps(const QString &text)
{
    static const QRegularExpression desk = pattern(u"\\b(?:tickets?|folios?|reportes?|chamados?)\\b"_s);
    static const QRegularExpression secret = pattern(
        u"\\b(?:envi\\w+|mand\\w+|dim\\w+|dig\\w+|compart\\w+|escrib\\w+|proporcion\\w+|inform\\w+|send|tell|share|give|reply|passe)\\b[^.\\n]{0,40}"
        u"\\b(?:contrasena|password|clave|nip|pin|codigo|code|token|tarjeta|card|senha)"_s);
    const QString plain = folded(text);
    return plain.contains(desk) || plain.contains(secret);
}

bool saidBy(const QString &customerText, const QString &name)
{
    const FoldedText said(customerText);
    const FoldedText wanted(name);
    return !wanted.isEmpty() && std::all_of(wanted.words().cbegin(), wanted.words().cend(), [&](const QString &word) {
        return said.words().contains(word);
    });
}

QString lettersAndDigits(const QString &text)
{
    QString kept;
    for (const QChar c : folded(text)) {
        if (c.isLetterOrNumber())
            kept.append(c);
    }
    return kept;
}

bool numberSaidBy(const QString &customerText, const QString &number)
{
    const QString wanted = lettersAndDigits(number);
    return !wanted.isEmpty() && lettersAndDigits(customerText).contains(wanted);
}

} // namespace

bool pointsElsewhere(const QString &text)
{
    const QString plain = folded(text.normalized(QString::NormalizationForm_KC));
    static const QRegularExpression link = pattern(u"://|\\bwww\\.|\\b(?:https?|tel|mailto|sms|whatsapp):|\\S@\\S"_s);
    static const QRegularExpression dotted = pattern(u"[\\w-]{2,}\\.([a-z]{2,})"_s);
    static const QStringList fileEndings =
        u"exe dll ini cfg pdf doc docx xls xlsx ppt pptx txt csv msc cpl bat log pst ost jpg png iso msi inf sys"_s
            .split(u' ');
    static const QRegularExpression longNumber = pattern(u"(?<!\\w)\\d(?:[\\s().\\-/]*\\d){6,}|\\d{9}"_s);
    static const QRegularExpression call = pattern(
        u"\\b(?:llam\\w+|marc(?:a|ar|ando) (?:al|el|la)|marque (?:al|el|la)|call|dial|ligue|disque|telefono|extension|ext)\\b[^\\n]{0,30}\\d{3}"_s);
    if (plain.contains(link) || plain.contains(longNumber) || plain.contains(call))
        return true;
    for (auto it = dotted.globalMatch(plain); it.hasNext();) {
        if (!fileEndings.contains(it.next().captured(1)))
            return true;
    }
    return false;
}

AssistantAnswer admissible(AssistantAnswer answer, const QString &customerText)
{
    if (!answer.usable)
        return {};
    Slots &facts = answer.facts;
    facts.refused.clear(); // only the customer refuses
    for (QString *value : {&facts.requester, &facts.department, &facts.assetNumber, &facts.fault, &facts.faultDetail}) {
        *value = value->trimmed();
        if (value != &facts.assetNumber && pointsElsewhere(*value))
            value->clear();
    }
    if (!saidBy(customerText, facts.requester))
        facts.requester.clear();
    if (!numberSaidBy(customerText, facts.assetNumber))
        facts.assetNumber.clear();
    if (!equipmentTypes().contains(facts.equipmentType))
        facts.equipmentType.clear();
    if (facts.urgency != "high"_L1 && facts.urgency != "normal"_L1 && facts.urgency != "low"_L1)
        facts.urgency.clear();
    if (!categories().contains(answer.classification.category))
        answer.classification = {};
    else if (!subcategoriesOf(answer.classification.category).contains(answer.classification.subcategory))
        answer.classification.subcategory.clear();
    answer.diagnosis = answer.diagnosis.trimmed();
    if (pointsElsewhere(answer.diagnosis) || oversteps(answer.diagnosis))
        answer.diagnosis.clear();
    return answer;
}

} // namespace desk
