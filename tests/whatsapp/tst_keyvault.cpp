#include <QtTest>
class KeyVaultTest : public QObject
{
    Q_OBJECT
};
QTEST_GUILESS_MAIN(KeyVaultTest)
#include "tst_keyvault.moc"
