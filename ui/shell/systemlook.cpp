#include "ui/shell/systemlook.h"

#include <QGuiApplication>

namespace desk::ui {

namespace {

constexpr int middleLightness = 128;

Scheme schemeOf(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < middleLightness ? Scheme::Dark : Scheme::Light;
}

} // namespace

SystemLook::SystemLook(QObject *parent)
    : QObject(parent), m_palette(QGuiApplication::palette()), m_scheme(schemeOf(m_palette))
{
}

void SystemLook::learn(Scheme scheme, bool highContrast)
{
    if (scheme == m_scheme && highContrast == m_highContrast)
        return;
    m_scheme = scheme;
    m_highContrast = highContrast;
    Q_EMIT changed();
}

void SystemLook::learn(const QPalette &palette)
{
    m_palette = palette;
    m_scheme = schemeOf(palette);
    Q_EMIT changed();
}

} // namespace desk::ui
