#include "core/classification/steplibrary.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

// In a static library nothing else would keep the resource; must stand outside of a namespace.
static void initConversationResources()
{
    Q_INIT_RESOURCE(conversation);
}

using namespace Qt::StringLiterals;

namespace desk {

StepLibrary::StepLibrary()
{
    initConversationResources();
    QFile file(u":/conversation/steps_es.json"_s);
    if (file.open(QIODevice::ReadOnly))
        m_steps = QJsonDocument::fromJson(file.readAll()).object();
    Q_ASSERT(!m_steps.isEmpty());
}

QString StepLibrary::stepsFor(const QString &category, const QString &subcategory, const QString &equipmentType) const
{
    const QStringList keys{
        category + u'/' + subcategory + u'/' + equipmentType,
        category + u'/' + subcategory,
        category + u"//"_s + equipmentType,
        category,
        u"other"_s,
    };
    for (const QString &key : keys) {
        const QJsonArray steps = m_steps.value(key).toArray();
        if (steps.isEmpty())
            continue;
        QStringList lines;
        for (const auto &step : steps)
            lines.append(u"%1. %2"_s.arg(lines.size() + 1).arg(step.toString()));
        return lines.join(u'\n');
    }
    return {};
}

} // namespace desk
