#include "ui/settings/aboutpage.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

struct Component
{
    const char *name;
    const char *licence;
};

constexpr Component components[] = {
    {"libsignal-protocol-c", "GPL-3.0"},
    {"Protocol Buffers", "BSD-3-Clause"},
    {"OpenSSL", "Apache-2.0"},
    {"SQLite", "Public domain"},
    {"QCoro", "MIT"},
    {"tl::expected", "CC0-1.0"},
    {"LIBLINEAR", "BSD-3-Clause"},
    {"ZXing-C++", "Apache-2.0"},
    {"libqrencode", "LGPL-2.1"},
    {"Qt Multimedia, FFmpeg", "LGPL"},
    {"libopusenc, Opus", "BSD-3-Clause"},
    {"Lucide, Feather", "ISC, MIT"},
    {"Unicode CLDR", "Unicode-3.0"},
};

} // namespace

AboutPage::AboutPage(const Theme &theme, QWidget *parent) : SettingsPage(theme, tr("About"), u"info"_s, parent)
{
    addIntroduction(tr("Ventanilla %1. A help desk over WhatsApp that runs on your own computer.\n"
                       "Free software under the GNU General Public License, version 3 or later.")
                        .arg(QCoreApplication::applicationVersion())
                        .trimmed());
    addSection(tr("Made with"));
    addComponents();
    finish();
}

void AboutPage::addComponents()
{
    auto *box = new QWidget;
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(4);
    QString found;
    const auto add = [&](const QString &name, const QString &licence) {
        const int row = grid->rowCount();
        auto *left = new QLabel(name);
        auto *right = new QLabel(licence);
        for (QLabel *label : {left, right}) {
            label->setTextFormat(Qt::PlainText);
            label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        }
        grid->addWidget(left, row, 0);
        grid->addWidget(right, row, 1);
        found += name + u' ' + licence + u' ';
    };
    add(u"Qt "_s + QLatin1StringView(qVersion()), u"LGPL-3.0"_s);
    for (const Component &component : components)
        add(QLatin1StringView(component.name), QLatin1StringView(component.licence));
    grid->setColumnStretch(1, 1);
    addContent(box, tr("Versions licences") + u' ' + found);
    auto *system = new QLabel(
        tr("Running on %1, %2.").arg(QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture()));
    system->setTextFormat(Qt::PlainText);
    system->setTextInteractionFlags(Qt::TextSelectableByMouse);
    addContent(system, system->text());
}

} // namespace desk::ui
