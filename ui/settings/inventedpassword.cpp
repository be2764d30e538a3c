#include "ui/settings/inventedpassword.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace desk::ui {

QString inventedPassword()
{
    const QString signs = u"abcdefghjkmnpqrstuvwxyz23456789"_s;
    QString password;
    for (int i = 0; i < 16; ++i) {
        if (i > 0 && i % 4 == 0)
            password += u'-';
        password += signs[QRandomGenerator::system()->bounded(int(signs.size()))];
    }
    return password;
}

} // namespace desk::ui
